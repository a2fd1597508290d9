package dev.serai.bus;

import java.util.Map;

/**
 * Makes one kind of binding; found by {@link java.util.ServiceLoader} under the name the operator
 * writes as {@code broker:}.
 */
public interface BindingProvider {

  /** The word written as {@code broker:}, for example {@code embedded}. */
  String name();

  /**
   * Opens a binding without I/O.
   *
   * @param settings what stands under {@code brokers.<name>}, never null
   * @throws IllegalArgumentException for a setting that is unknown, missing or out of bounds,
   *     naming it and what is known
   */
  Binding open(Map<String, Object> settings, BindingContext context);

  /** Tells what a binding with these settings would do, without I/O. Throws as {@link #open}. */
  Profile profile(Map<String, Object> settings);

  /**
   * The same broker, but apart from every other bus on it: settings under which channels and groups
   * of the same names are others. The name is of letters, digits and hyphens, at most 30. For what
   * is tried out; where nothing is shared, the settings as they are.
   */
  default Map<String, Object> apart(Map<String, Object> settings, String name) {
    return settings;
  }
}
