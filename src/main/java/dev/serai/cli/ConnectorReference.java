package dev.serai.cli;

import dev.serai.source.scheme.Schemes;
import java.util.List;
import java.util.stream.Collectors;

/** The reference page of senders and schemes, made of what the hub reads itself. */
final class ConnectorReference {

  private ConnectorReference() {}

  static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Senders

            Generated from the normalizers and schemes; `serai connectors show <name>` shows the same, `serai send` simulates each.
            How to receive them is in [the guide](../guide/webhooks.md), every key of a connector in [connectors.yaml](connectors-yaml.md).

            | `normalize:` | sender | `scheme:` | samples |
            |---|---|---|---|
            """);
    List<KnownSender> senders = KnownSender.all();
    senders.forEach(
        sender ->
            page.append(
                "| [%s](%s.md) | %s | %s | %s |\n"
                    .formatted(
                        sender.name(),
                        sender.name(),
                        sender.about(),
                        codes(sender.schemes()),
                        codes(sender.samples()))));
    page.append("\n## Schemes\n\n| `scheme:` | options under `verify:` |\n|---|---|\n");
    Schemes.names()
        .forEach(
            scheme ->
                page.append("| `%s` | %s |\n".formatted(scheme, codes(Schemes.options(scheme)))));
    senders.forEach(sender -> append(page, sender));
    return page.toString();
  }

  private static void append(StringBuilder page, KnownSender sender) {
    page.append("\n## ").append(sender.name()).append("\n\n```yaml\n").append(sender.yaml());
    page.append("```\n\n| event | becomes |\n|---|---|\n");
    sender
        .events()
        .forEach(
            (event, types) ->
                page.append(
                    "| %s | %s |\n"
                        .formatted(
                            event.equals("*") ? "any other" : "`" + event + "`",
                            codes(List.copyOf(types)))));
  }

  private static String codes(List<String> texts) {
    return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
  }
}
