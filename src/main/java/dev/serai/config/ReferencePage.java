package dev.serai.config;

/** The reference page, made from the declarations of the keys. */
final class ReferencePage {

  private ReferencePage() {}

  static String markdown(Section<?> root) {
    StringBuilder page =
        new StringBuilder(
            """
            # connectors.yaml

            Generated from the declarations that also read the file; how to write it is in \
            [the guide](../guide/configuration.md).
            """);
    root.sections("").forEach((path, section) -> append(page, path, section));
    return page.toString();
  }

  private static void append(StringBuilder page, String path, Section<?> section) {
    page.append("\n## ").append(path.isEmpty() ? "The file" : "`" + path + "`");
    page.append("\n\n").append(section.meaning()).append("\n\n");
    page.append("| key | what it is | default | meaning |\n|---|---|---|---|\n");
    for (Key<?> key : section.keys()) {
      page.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(key.name(), type(key), byDefault(key), cell(key.meaning()))
              .replace("\r", ""));
    }
  }

  private static String type(Key<?> key) {
    return key.type() instanceof Section<?> ? "see below" : cell(key.type().description());
  }

  private static String byDefault(Key<?> key) {
    if (key.isRequired()) {
      return "**required**";
    }
    return key.byDefault() == null || key.byDefault().isEmpty() ? "" : "`" + key.byDefault() + "`";
  }

  /** Outside of code, {@code <} would begin HTML. */
  private static String cell(String text) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    for (char c : text.replace("|", "\\|").toCharArray()) {
      code ^= c == '`';
      out.append(c == '<' && !code ? "\\<" : c);
    }
    return out.toString();
  }
}
