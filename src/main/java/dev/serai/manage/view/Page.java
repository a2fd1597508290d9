package dev.serai.manage.view;

import java.util.List;

/**
 * Part of a list.
 *
 * @param next what to give as {@code after} for more, null when this is the end
 */
public record Page<T>(List<T> items, Long next) {

  public Page {
    items = List.copyOf(items);
  }
}
