package dev.serai.normalize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression can read, found in its text: every chain of member names, each taken to start
 * at the message unless it starts at a variable. That may be more than is read, never less, because
 * JSLT has no other way to a member.
 */
final class Reads {

  /** A chain such as {@code .a.b} (variable null) or {@code $run.a.b}. */
  record Chain(String variable, List<String> names) {}

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";
  private static final String STEPS = "(?:\\s*\\.\\s*(?:" + NAME + "|" + STRING + "))";
  private static final Pattern TOKEN =
      Pattern.compile(
          String.join(
              "|",
              "(?<skip>//[^\n]*|\\s+)",
              "(?<variable>\\$" + NAME + ")(?<steps>" + STEPS + "*)",
              "(?<path>" + STEPS + "+)",
              "(?<whole>\\.)",
              "(?<text>" + STRING + ")",
              "(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)",
              "(?<word>" + NAME + ")",
              "(?<other>.)"),
          Pattern.DOTALL);
  private static final Pattern STEP =
      Pattern.compile("\\.\\s*(?:(?<name>" + NAME + ")|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\")");

  private final List<Chain> chains = new ArrayList<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> ownVariables = new HashSet<>();
  private boolean pure = true;

  private Reads() {}

  static Reads of(String expression) {
    Reads reads = new Reads();
    Matcher token = TOKEN.matcher(expression);
    String before = "";
    boolean parameters = false;
    boolean definition = false;
    while (token.find()) {
      if (token.group("skip") != null) {
        continue;
      }
      String text = token.group();
      if (token.group("variable") != null) {
        reads.chain(token.group("variable").substring(1), token.group("steps"));
      } else if (token.group("path") != null) {
        reads.chain(null, token.group("path"));
      } else if (token.group("whole") != null || (text.equals("*") && "{,".contains(before))) {
        // The matcher {* : .} copies the members that are not named.
        reads.chain(null, "");
      } else {
        reads.pure = false;
        if (token.group("word") != null) {
          reads.words.add(text);
          if (before.equals("let") || parameters) {
            reads.ownVariables.add(text);
          }
        }
        parameters = (text.equals("(") && definition) || (parameters && !text.equals(")"));
        definition = before.equals("def");
      }
      before = text;
    }
    return reads;
  }

  private void chain(String variable, String steps) {
    List<String> names = new ArrayList<>();
    Matcher step = STEP.matcher(steps);
    while (step.find()) {
      String quoted = step.group("text");
      names.add(quoted == null ? step.group("name") : quoted);
    }
    chains.add(new Chain(variable, names));
  }

  List<Chain> chains() {
    return chains;
  }

  /** Whether a chain starts at the message itself. */
  boolean ofMessage() {
    return chains.stream().anyMatch(chain -> chain.variable() == null);
  }

  /** Function names and keywords. */
  Set<String> words() {
    return words;
  }

  /** Variables that the expression does not define itself. */
  Set<String> variables() {
    Set<String> used = new HashSet<>();
    for (Chain chain : chains) {
      if (chain.variable() != null && !ownVariables.contains(chain.variable())) {
        used.add(chain.variable());
      }
    }
    return used;
  }

  /** The chain that the whole expression is, or null when it is more than a chain. */
  Chain onlyChain() {
    return pure && chains.size() == 1 ? chains.get(0) : null;
  }
}
