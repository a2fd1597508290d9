package dev.serai.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types that keys are declared with. */
final class Types {

  static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

  private Types() {}

  /** A single value; {@code parser} gives null for a text that is none. */
  record Single<T>(String description, Function<String, T> parser) implements Type<T> {

    @Override
    public T read(Yaml value, Reading reading) throws Refusal {
      Placeholders.Expanded found = reading.text(value, this);
      T parsed = parser.apply(found.text());
      if (parsed == null) {
        throw reading.wants(this, value, found);
      }
      return parsed;
    }
  }

  static Type<String> text(String description) {
    return new Single<>(description, text -> text.isBlank() ? null : text);
  }

  static Type<String> text(String description, Pattern form) {
    return new Single<>(description, text -> form.matcher(text).matches() ? text : null);
  }

  static Type<Integer> wholeNumber(int min, int max) {
    return new Single<>(
        "a whole number from %,d to %,d".formatted(min, max),
        text -> {
          boolean whole = text.length() <= 10 && text.matches("\\d+");
          long number = whole ? Long.parseLong(text) : -1;
          return number < min || number > max ? null : (int) number;
        });
  }

  static Type<Double> number(double min, double max) {
    return new Single<>(
        "a number from %s to %s".formatted(plain(min), plain(max)),
        text -> {
          double number = text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(text) : -1;
          return number < min || number > max ? null : number;
        });
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? "%d".formatted((long) number) : Double.toString(number);
  }

  static Type<Duration> duration(String min, String max) {
    Duration least = Quantity.duration(min);
    Duration most = Quantity.duration(max);
    return new Single<>(
        "a duration such as 500ms, 1s, 10m or 7d, from %s to %s".formatted(min, max),
        text -> {
          Duration d = Quantity.duration(text);
          return d == null || d.compareTo(least) < 0 || d.compareTo(most) > 0 ? null : d;
        });
  }

  static Type<Integer> size(String min, String max) {
    long least = Quantity.size(min);
    long most = Quantity.size(max);
    return new Single<>(
        "a size such as 64KiB, 1MiB or 25MB, from %s to %s".formatted(min, max),
        text -> {
          Long size = Quantity.size(text);
          return size == null || size < least || size > most ? null : Math.toIntExact(size);
        });
  }

  static Type<Boolean> flag() {
    return new Single<>(
        "true or false",
        text -> Set.of("true", "false").contains(text) ? text.equals("true") : null);
  }

  /** The constants' names in lower case. */
  static <E extends Enum<E>> Type<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    String description = "one of " + String.join(", ", words.keySet());
    return new Single<>(description, words::get);
  }

  /** A name that is defined elsewhere in the file. */
  static Type<String> reference(String kind) {
    Type<String> name = text("the name of a " + kind, NAME);
    return new Type<>() {
      @Override
      public String description() {
        return name.description();
      }

      @Override
      public String read(Yaml value, Reading reading) throws Refusal {
        String text = name.read(value, reading);
        reading.refer(kind, text, value.place());
        return text;
      }
    };
  }

  /** A name out of those known from outside the file. */
  static Type<String> known(String what, Function<Known, ? extends Set<String>> names) {
    Type<String> name = text("the name of a " + what, NAME);
    return new Type<>() {
      @Override
      public String description() {
        return name.description();
      }

      @Override
      public String read(Yaml value, Reading reading) throws Refusal {
        String text = name.read(value, reading);
        Set<String> known = names.apply(reading.known());
        if (!known.isEmpty() && !known.contains(text)) {
          throw new Refusal(
              value.place(),
              "%s: there is no %s '%s'; %s"
                  .formatted(reading.path(), what, text, Suggestion.among(text, known)));
        }
        return text;
      }
    };
  }

  /** One value, or a list of them. */
  static <T> Type<List<T>> oneOrMore(Type<T> item) {
    return new Type<>() {
      @Override
      public String description() {
        return item.description() + ", or a list of such";
      }

      @Override
      public List<T> read(Yaml value, Reading reading) throws Refusal {
        return value instanceof Yaml.Sequence list
            ? readAll(item, list, reading)
            : List.of(item.read(value, reading));
      }
    };
  }

  static <T> Type<List<T>> list(Section<T> item) {
    return new Type<>() {
      @Override
      public String description() {
        return "a list, each entry " + item.description();
      }

      @Override
      public List<T> read(Yaml value, Reading reading) throws Refusal {
        if (value instanceof Yaml.Sequence list) {
          return readAll(item, list, reading);
        }
        throw reading.wants(this, value, value.kind());
      }

      @Override
      public Map<String, Section<?>> sections(String path) {
        return item.sections(path + "[]");
      }
    };
  }

  private static <T> List<T> readAll(Type<T> item, Yaml.Sequence list, Reading reading)
      throws Refusal {
    List<T> all = new ArrayList<>();
    int before = reading.problems();
    for (int i = 0; i < list.items().size(); i++) {
      try {
        all.add(item.read(list.items().get(i), reading.in(Integer.toString(i + 1))));
      } catch (Refusal refusal) {
        reading.tell(refusal);
      }
    }
    if (reading.problems() > before) {
      throw Refusal.alreadyTold();
    }
    return List.copyOf(all);
  }

  /** A map from the user's own names; each name is a definition of its kind. */
  static <T> Type<Map<String, T>> named(String kind, Type<T> item) {
    return new NamedType<>(kind, item);
  }
}
