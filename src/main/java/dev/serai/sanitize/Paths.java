package dev.serai.sanitize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in a message something is done; a tree of member names. */
final class Paths {

  /** What is done with a member; of several the first. */
  enum Action {
    DROP,
    HASH,
    MASK
  }

  private static final class Node {
    final Map<String, Node> members = new HashMap<>();
    Node any;
    Action action;

    Node member(String name) {
      if (name.equals("*")) {
        any = any == null ? new Node() : any;
        return any;
      }
      return members.computeIfAbsent(name, absent -> new Node());
    }
  }

  /** Where a reader is: every place in the tree that its path fits. */
  static final class Place {
    private final List<Node> nodes;

    private Place(List<Node> nodes) {
      this.nodes = nodes;
    }

    /** Null when nothing is to be done. */
    Action action() {
      Action found = null;
      for (Node node : nodes) {
        boolean first = node.action != null && (found == null || node.action.compareTo(found) < 0);
        found = first ? node.action : found;
      }
      return found;
    }
  }

  private static final String DEEP = "**.";

  private final Node root = new Node();
  private final Node deep = new Node();

  Paths(Rules rules) {
    rules.drop().forEach(path -> add(path, Action.DROP));
    rules.hash().forEach(path -> add(path, Action.HASH));
    rules.mask().forEach(path -> add(path, Action.MASK));
  }

  private void add(String path, Action action) {
    boolean anywhere = path.startsWith(DEEP);
    Node at = anywhere ? deep : root;
    for (String name : (anywhere ? path.substring(DEEP.length()) : path).split("\\.", -1)) {
      at = at.member(name);
    }
    at.action = at.action == null || action.compareTo(at.action) < 0 ? action : at.action;
  }

  Place start() {
    return new Place(List.of(root));
  }

  Place in(Place outer, String name) {
    List<Node> nodes = new ArrayList<>(2);
    for (Node node : outer.nodes) {
      add(nodes, node, name);
    }
    add(nodes, deep, name);
    return new Place(nodes);
  }

  private static void add(List<Node> nodes, Node node, String name) {
    Node member = node.members.get(name);
    if (member != null) {
      nodes.add(member);
    }
    if (node.any != null) {
      nodes.add(node.any);
    }
  }
}
