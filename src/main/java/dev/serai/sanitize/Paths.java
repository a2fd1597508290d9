package dev.serai.sanitize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in a message something is done: trees of member names. Safe for all threads. */
final class Paths {

  /** What is done with a member; of several the first. */
  enum Action {
    KEEP,
    DROP,
    HASH,
    MASK,
    NONE
  }

  /** A place in a tree, which a member's path fits. */
  static final class Node {
    private final Map<String, Node> members = new HashMap<>();
    private Node any;
    private Action action = Action.NONE;

    private Node make(String name) {
      if (name.equals("*")) {
        any = any == null ? new Node() : any;
        return any;
      }
      return members.computeIfAbsent(name, absent -> new Node());
    }
  }

  private static final String DEEP = "**.";

  private final Node root = new Node();
  private final Node deep = new Node();

  Paths(Rules rules) {
    rules.keep().forEach(path -> add(path, Action.KEEP));
    rules.drop().forEach(path -> add(path, Action.DROP));
    rules.hash().forEach(path -> add(path, Action.HASH));
    rules.mask().forEach(path -> add(path, Action.MASK));
  }

  private void add(String path, Action action) {
    boolean anywhere = path.startsWith(DEEP);
    Node at = anywhere ? deep : root;
    for (String name : (anywhere ? path.substring(DEEP.length()) : path).split("\\.", -1)) {
      at = at.make(name);
    }
    at.action = first(at.action, action);
  }

  /** The places that the whole message fits. */
  List<Node> whole() {
    return List.of(root);
  }

  /** The places that a member of what fits {@code outer} fits. */
  List<Node> member(List<Node> outer, String name) {
    List<Node> fitting = List.of();
    for (Node node : outer) {
      fitting = with(fitting, node, name);
    }
    return with(fitting, deep, name);
  }

  private static List<Node> with(List<Node> fitting, Node outer, String name) {
    Node member = outer.members.get(name);
    if (member == null && outer.any == null) {
      return fitting;
    }
    List<Node> more = new ArrayList<>(fitting);
    if (member != null) {
      more.add(member);
    }
    if (outer.any != null) {
      more.add(outer.any);
    }
    return more;
  }

  static Action action(List<Node> fitting) {
    Action found = Action.NONE;
    for (Node node : fitting) {
      found = first(found, node.action);
    }
    return found;
  }

  private static Action first(Action one, Action other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
