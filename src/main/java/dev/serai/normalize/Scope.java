package dev.serai.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that expressions can use at one place of a declaration; gathers what they read of
 * the message.
 */
final class Scope {

  private final Wanted wanted;

  /** For each variable the path that it stands for; null when it is no mere path. */
  private final Map<String, List<String>> paths;

  private Scope(Wanted wanted, Map<String, List<String>> paths) {
    this.wanted = wanted;
    this.paths = paths;
  }

  static Scope of(Wanted wanted, Set<String> variables) {
    Map<String, List<String>> paths = new HashMap<>();
    variables.forEach(name -> paths.put(name, null));
    return new Scope(wanted, paths);
  }

  /** A scope that can define more without this one seeing it. */
  Scope inner() {
    return new Scope(wanted, new HashMap<>(paths));
  }

  /** Throws {@link InvalidDeclarationException} when it uses a variable that is not there. */
  void use(Jslt expression) {
    known(expression);
    for (Reads.Chain chain : expression.reads().chains()) {
      List<String> path = path(chain);
      if (path != null) {
        wanted.add(path);
      }
    }
  }

  void define(String name, Jslt value) {
    if (paths.containsKey(name)) {
      throw value.place().fault("$" + name + " exists already; give this variable another name");
    }
    Reads.Chain only = value.reads().onlyChain();
    if (only == null) {
      use(value);
      paths.put(name, null);
    } else {
      known(value);
      List<String> path = path(only);
      if (path != null) {
        wanted.touch(path);
      }
      paths.put(name, path);
    }
  }

  void define(Set<String> names) {
    names.forEach(name -> paths.put(name, null));
  }

  private void known(Jslt expression) {
    for (String variable : expression.reads().variables()) {
      if (!paths.containsKey(variable)) {
        throw expression
            .place()
            .fault(
                "$"
                    + variable
                    + " is not known here; known: $"
                    + String.join(", $", new TreeSet<>(paths.keySet())));
      }
    }
  }

  /**
   * Null when the chain starts at a variable that is no mere path: what it reads is wanted already.
   */
  private List<String> path(Reads.Chain chain) {
    if (chain.variable() == null) {
      return chain.names();
    }
    List<String> start = paths.get(chain.variable());
    if (start == null) {
      return null;
    }
    List<String> path = new ArrayList<>(start);
    path.addAll(chain.names());
    return path;
  }
}
