package dev.serai.cli;

import dev.serai.config.Quantity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time, written as such or as the time that has passed since. */
final class Moment implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    Duration ago = Quantity.duration(text);
    if (ago != null) {
      return Instant.now().minus(ago);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'%s' is no time: write how long ago (10m, 7d) or a time with its zone (2026-11-21T09:00:00Z)"
              .formatted(text));
    }
  }
}
