package dev.serai.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Headers of a request, by name; their values are secrets. */
final class HeaderType implements Type<Map<String, Secret>> {

  static final Type<Map<String, Secret>> HEADERS = new HeaderType();

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");

  private HeaderType() {}

  @Override
  public String description() {
    return "a map such as { Authorization: \"Bearer ${MY_TOKEN}\" }";
  }

  @Override
  public Map<String, Secret> read(Yaml value, Reading reading) throws Refusal {
    if (!(value instanceof Yaml.Mapping mapping)) {
      throw reading.wants(this, value, value.kind());
    }
    Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Yaml.Entry entry : mapping.entries()) {
      Reading below = reading.in(entry.key());
      if (!NAME.matcher(entry.key()).matches()) {
        throw new Refusal(
            entry.place(), "%s: '%s' is no header's name".formatted(reading.path(), entry.key()));
      }
      String text = below.text(entry.value(), this).text();
      if (!VALUE.matcher(text).matches()) {
        throw new Refusal(
            entry.place(),
            below.path()
                + " is empty or has characters that a header cannot have; visible ASCII is what it takes");
      }
      headers.put(entry.key(), Secret.of(text));
    }
    return Collections.unmodifiableMap(headers);
  }
}
