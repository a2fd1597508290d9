package dev.serai.manage.view;

import java.util.List;

/**
 * What a dry run tells.
 *
 * @param sample some of them, the oldest first
 */
public record Preview<T>(long count, List<T> sample) {

  public Preview {
    sample = List.copyOf(sample);
  }
}
