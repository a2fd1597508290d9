package dev.serai.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that expressions can use at one place of a declaration; gathers what they read of
 * the message.
 */
final class Scope {

  /** Stands for the headers of the request; each use names one of them. */
  private static final String HEADERS = "headers";

  private final Wanted wanted;
  private final Set<String> headers;

  /** For each variable the path that it stands for; null when it is no mere path. */
  private final Map<String, List<String>> paths;

  private Scope(Wanted wanted, Set<String> headers, Map<String, List<String>> paths) {
    this.wanted = wanted;
    this.headers = headers;
    this.paths = paths;
  }

  /**
   * @param headers gathers the headers that expressions name
   */
  static Scope of(Wanted wanted, Set<String> headers, Set<String> variables) {
    Map<String, List<String>> paths = new HashMap<>();
    variables.forEach(name -> paths.put(name, null));
    paths.put(HEADERS, null);
    return new Scope(wanted, headers, paths);
  }

  /** A scope that can define more without this one seeing it. */
  Scope inner() {
    return new Scope(wanted, headers, new HashMap<>(paths));
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
    for (Reads.Chain chain : expression.reads().chains()) {
      if (HEADERS.equals(chain.variable())) {
        headers.add(header(chain, expression));
      }
    }
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

  private static String header(Reads.Chain chain, Jslt expression) {
    if (chain.names().size() != 1) {
      throw expression.place().fault("name one header, such as $headers.x-shop-topic");
    }
    String name = chain.names().get(0);
    String lower = name.toLowerCase(Locale.ROOT);
    if (!name.equals(lower)) {
      throw expression
          .place()
          .fault("headers are named in lower case; write $headers.%s".formatted(lower));
    }
    return name;
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
