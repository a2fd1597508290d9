package dev.serai.sanitize;

import java.util.List;
import java.util.Set;

/**
 * What is taken out of a connector's messages. Paths are member names with dots between them;
 * arrays are looked through, {@code *} is any member, {@code **} at the beginning any depth.
 *
 * @param names whether members with the names of secrets are masked
 * @param key makes hashes that nobody else can make; required with {@code hash}
 */
public record Rules(
    List<String> drop,
    List<String> mask,
    List<String> hash,
    Set<Detector> detect,
    boolean names,
    String key) {

  /** What is done where nothing is configured. */
  public static final Rules DEFAULT =
      new Rules(List.of(), List.of(), List.of(), Set.of(), true, null);

  /** Nothing at all. */
  public static final Rules NONE =
      new Rules(List.of(), List.of(), List.of(), Set.of(), false, null);

  public Rules {
    drop = List.copyOf(drop);
    mask = List.copyOf(mask);
    hash = List.copyOf(hash);
    detect = Set.copyOf(detect);
    if (!hash.isEmpty() && (key == null || key.isEmpty())) {
      throw new IllegalArgumentException("hashes need a key");
    }
  }

  /** Whether there is more to do than to look at names. */
  boolean isMore() {
    return !drop.isEmpty() || !mask.isEmpty() || !hash.isEmpty() || !detect.isEmpty();
  }
}
