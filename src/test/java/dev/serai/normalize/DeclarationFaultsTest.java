package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Every fault of a declaration is told when it is loaded: where, what, and the way out. */
class DeclarationFaultsTest {

  @Test
  void an_unknown_key_is_told_with_those_that_are_known() {
    assertFault(
        "acme.yaml:3:5: \"typ\" is not known in event order; known here: about, data, extensions,"
            + " ignore, let, require, rules, source, subject, time, type",
        "events:",
        "  order:",
        "    typ:  x");
    assertFault("acme.yaml:1:1: \"evnts\" is not known in a normalizer; known here:", "evnts: {}");
    assertFault(
        "acme.yaml:2:2: \"sorce\" is not known in defaults",
        "defaults:",
        " sorce: .a",
        "events: {}");
    assertFault(
        "acme.yaml:4:9: \"wen\" is not known in a rule; known here: also, data, each, extensions",
        "events:",
        "  order:",
        "    rules:",
        "      - wen: .a",
        "        type: x");
    assertFault(
        "acme.yaml:5:9: \"type\" is not known in a rule that ignores; known here: ignore, when",
        "events:",
        "  order:",
        "    rules:",
        "      - ignore: it",
        "        type: x");
  }

  @Test
  void an_expression_that_does_not_compile_is_quoted() {
    assertFault(
        "acme.yaml:3:14: \".a ==\" is no JSLT expression: Parse error",
        "events:",
        "  order:",
        "    subject: .a ==");
    assertFault(
        "acme.yaml:3:14: \"github\" is no JSLT expression: Parse error: Encountered \"<EOF>\" at line"
            + " 1, column 6. Write \"github\" in quotes for text, .github for a member of the"
            + " message.",
        "events:",
        "  order:",
        "    subject: github");
    assertFault(
        "acme.yaml:3:14: \"frist-of(.a)\" is no JSLT expression: No such function: 'frist-of'",
        "events:",
        "  order:",
        "    subject: frist-of(.a)");
  }

  @Test
  void an_unknown_variable_is_told_with_those_that_are_known() {
    assertFault(
        "acme.yaml:5:14: $ordr is not known here; known: $connector, $delivery, $event, $headers, $order",
        "events:",
        "  order:",
        "    let:",
        "      order: .order",
        "    subject: $ordr.id",
        "    type: x",
        "    source: .s",
        "    data: $body");
  }

  @Test
  void the_variables_of_data_are_known_in_data_only() {
    assertFault(
        "acme.yaml:5:14: $id is not known here",
        "events:",
        "  order:",
        "    type: x",
        "    source: .s",
        "    subject: $id",
        "    data: {id: $id}");
  }

  @Test
  void a_variable_cannot_be_defined_twice() {
    assertFault(
        "acme.yaml:5:18: $order exists already; give this variable another name",
        "let:",
        "  order: .a",
        "events:",
        "  order:",
        "    let: {order: .b}",
        "    ignore: it");
  }

  @Test
  void functions_that_differ_at_each_call_are_refused() {
    assertFault(
        "acme.yaml:3:11: now() gives another event when a message is sent again; use what the"
            + " message says",
        "events:",
        "  order:",
        "    time: now()");
    assertFault("uuid() gives another event", "events: {order: {subject: uuid()}}");
  }

  @Test
  void a_declaration_is_one_file() {
    assertFault(
        "import \"other.jslt\": a declaration is one file",
        "events:",
        "  order:",
        "    subject: >-",
        "      import \"other.jslt\" as o  o:x(.)");
  }

  @Test
  void what_an_event_needs_must_be_there() {
    assertFault(
        "acme.yaml:3:9: \"type:\" is missing: here, in the event or in the defaults, or write"
            + " \"ignore:\" with a reason",
        "events:",
        "  order:",
        "        subject: .id");
    assertFault(
        "\"source:\" is missing: here, in the event or in the defaults",
        "events: {order: {type: x, data: {a: .a}}}");
    assertFault(
        "\"data:\" is missing: here, in the event or in the defaults",
        "events: {order: {type: x, source: .a}}");
    assertFault("acme.yaml:1:1: \"events:\" with the sender's event names is missing", "about: x");
  }

  @Test
  void a_rule_that_is_never_reached_is_told() {
    assertFault(
        "acme.yaml:5:9: this rule is never reached: the one above it has no \"when:\"",
        "events:",
        "  order:",
        "    rules:",
        "      - ignore: always",
        "      - ignore: never");
    assertFault(
        "event order has \"rules:\" and \"ignore:\"; keep one of them",
        "events: {order: {ignore: it, rules: [{ignore: it}]}}");
  }

  @Test
  void a_list_must_be_named_by_one_variable() {
    assertFault(
        "acme.yaml:1:42: one variable is expected, such as {commit: .commits}",
        "events: {order: {rules: [{type: x, each: {a: .a, b: .b}}]}}");
    assertFault(
        "\"key:\" tells the events of \"each:\" apart, which is missing",
        "events: {order: {rules: [{type: x, key: .a}]}}");
  }

  @Test
  void a_key_stands_before_the_variables_of_its_rule() {
    assertFault(
        "acme.yaml:6:14: $code is not known here; known: $connector, $delivery, $event, $headers, $item",
        "events:",
        "  order:",
        "    rules:",
        "      - type: x",
        "        each: {item: .items}",
        "        key: $code",
        "        let: {code: $item.code}",
        "        source: .s",
        "        data: $body");
  }

  @Test
  void names_of_extensions_follow_the_specification() {
    assertFault(
        "acme.yaml:1:31: \"partition_key\": extensions have up to 20 lower-case letters and digits",
        "events: {order: {extensions: {\"partition_key\": .a}}}");
  }

  @Test
  void broken_yaml_is_told_with_its_place() {
    assertFault("acme.yaml:2:", "events:", " - : {");
    assertFault("acme.yaml:1:1: the file is empty");
    assertFault("acme.yaml:1:1: \"key: value\" lines are expected here", "- a");
    assertFault("acme.yaml:2:1: \"events\" stands here twice", "events: {}", "events: {}");
    assertFault(
        "one value is expected here; an expression that begins with [ or { must stand in a block",
        "events: {order: {subject: [for (.a) .b]}}");
    assertFault(
        "a list (lines that begin with \"- \") is expected here", "events: {order: {require: .a}}");
    assertFault("nested too deep; does an alias contain itself?", "events: &a {order: {data: *a}}");
  }

  @Test
  void rules_under_event_in_place_of_events_are_told_so() {
    assertFault(
        "acme.yaml:1:1: \"event:\" is the expression that names the event; its rules stand in"
            + " \"events:\"",
        "event: {order: {type: x}}");
  }

  @Test
  void headers_are_named_one_by_one_and_in_lower_case() {
    assertFault(
        "acme.yaml:1:8: name one header, such as $headers.x-shop-topic",
        "event: to-json($headers)",
        "events: {}");
    assertFault(
        "acme.yaml:1:26: headers are named in lower case; write $headers.x-topic",
        "events: {order: {source: $headers.X-Topic, type: x, data: $body}}");
  }

  @Test
  void a_further_event_needs_a_key_and_cannot_be_ignored() {
    assertFault(
        "acme.yaml:1:68: \"key:\" is missing: it tells this event from the others of its message",
        "events: {order: {source: .s, data: $body, rules: [{type: x, also: [{type: y}]}]}}");
    assertFault(
        "\"ignore\" is not known in a rule under \"also:\"",
        "events: {order: {source: .s, data: $body, rules: [{type: x, also: [{key: .k, ignore:"
            + " y}]}]}}");
  }

  @Test
  void a_brace_must_be_closed() {
    assertFault(
        "acme.yaml:1:24: \"x.{.a\" opens a brace and never closes it",
        "events: {order: {type: \"x.{.a\"}}");
  }

  private static void assertFault(String message, String... lines) {
    assertThatThrownBy(() -> Samples.declared(lines))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageContaining(message);
  }
}
