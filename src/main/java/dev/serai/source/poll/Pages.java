package dev.serai.source.poll;

import java.net.URI;
import java.util.List;

/** Finds the entries in what a server answered. */
interface Pages {

  /** What is asked for. */
  String accept();

  /** The address of the first page. */
  URI first(URI url, String cursor);

  /** Throws {@link PollException}. */
  Page read(Fetched fetched, int number);

  /**
   * One page.
   *
   * @param items the oldest first
   * @param next null when it is the last
   * @param cursor where reading goes on at the next poll; null when nothing tells
   * @param tooLarge items that were left out
   * @param more items that were not read because there are too many
   */
  record Page(List<Item> items, URI next, String cursor, int tooLarge, boolean more) {}

  /**
   * One entry.
   *
   * @param mark changes when the entry does
   * @param body as JSON
   */
  record Item(String identity, String mark, byte[] body) {}
}
