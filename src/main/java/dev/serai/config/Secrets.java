package dev.serai.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets of a connector.
 *
 * @param unset variables that would have given one and are not set
 */
record Secrets(List<Secret> live, Set<String> unset) {

  static final Secrets NONE = new Secrets(List.of(), Set.of());

  /** A list of texts or a single one; those that come out empty are dropped. */
  static final Type<Secrets> TYPE =
      new Type<>() {
        @Override
        public String description() {
          return "a list of secrets such as [\"${MY_SECRET}\", \"${MY_OLD_SECRET:}\"]";
        }

        @Override
        public boolean takesEmpty() {
          return true;
        }

        @Override
        public Secrets read(Yaml value, Reading reading) throws Refusal {
          List<Yaml> items = value instanceof Yaml.Sequence list ? list.items() : List.of(value);
          List<Secret> live = new ArrayList<>();
          Set<String> unset = new LinkedHashSet<>();
          for (Yaml item : items) {
            Placeholders.Expanded expanded = reading.text(item, this);
            unset.addAll(expanded.unset());
            if (!expanded.text().isBlank()) {
              live.add(Secret.of(expanded.text()));
            }
          }
          return new Secrets(List.copyOf(live), unset);
        }
      };
}
