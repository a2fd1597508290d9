package dev.serai.routes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.LineNumberAware;
import org.apache.camel.language.simple.SimpleExpressionParser;
import org.apache.camel.language.simple.SimplePredicateParser;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.language.SimpleExpression;

/**
 * Looks for mistakes in texts of the language simple, which Camel reads only when a route starts.
 */
final class SimpleCheck {

  private final RouteFile file;
  private final CamelContext context;
  private final List<RouteProblem> problems = new ArrayList<>();

  private SimpleCheck(RouteFile file, CamelContext context) {
    this.file = file;
    this.context = context;
  }

  static List<RouteProblem> check(
      RouteFile file, List<ProcessorDefinition<?>> steps, CamelContext context) {
    SimpleCheck check = new SimpleCheck(file, context);
    steps.forEach(check::step);
    return check.problems;
  }

  private void step(ProcessorDefinition<?> step) {
    if (step instanceof LogDefinition log) {
      look(log.getLogLanguage() == null ? log.getMessage() : null, false, log);
    } else if (step instanceof ChoiceDefinition choice) {
      choice.getWhenClauses().forEach(when -> look(simple(when), true, when));
    } else if (step instanceof HasExpressionType node) {
      boolean condition = step instanceof FilterDefinition || step instanceof ValidateDefinition;
      look(simple(node), condition, step);
    }
  }

  private void look(String text, boolean condition, LineNumberAware where) {
    mistake(text, condition)
        .ifPresent(
            what ->
                problems.add(
                    new RouteProblem(file.name(), line(text, where.getLineNumber()), what)));
  }

  /** Camel's own place may be that of the line before. */
  private int line(String text, int near) {
    String first = text.lines().findFirst().orElse("").strip();
    List<String> lines = new String(file.content(), StandardCharsets.UTF_8).lines().toList();
    for (int i = Math.max(near - 1, 0); i < lines.size(); i++) {
      if (lines.get(i).contains(first)) {
        return i + 1;
      }
    }
    return near;
  }

  /** Null when it is in another language. */
  private static String simple(HasExpressionType node) {
    return node.getExpressionType() instanceof SimpleExpression simple
        ? simple.getExpression()
        : null;
  }

  /** What a placeholder stands for is known only where the file runs. */
  private Optional<String> mistake(String text, boolean condition) {
    if (text == null || text.contains("{{") || text.startsWith("resource:")) {
      return Optional.empty();
    }
    try {
      if (condition) {
        new SimplePredicateParser(context, text, true, null).parsePredicate();
      } else {
        new SimpleExpressionParser(context, text, true, null).parseExpression();
      }
      return Optional.empty();
    } catch (SimpleIllegalSyntaxException e) {
      return Optional.of(
          "'%s' is no %s in simple: %s"
              .formatted(
                  text,
                  condition ? "condition" : "text",
                  e.getMessage().lines().findFirst().orElse("")));
    } catch (RuntimeException e) {
      // Not the text is wrong: what it names, such as a bean, is there only where it runs.
      return Optional.empty();
    }
  }
}
