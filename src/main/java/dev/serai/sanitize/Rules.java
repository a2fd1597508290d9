package dev.serai.sanitize;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is taken out of a connector's messages. Paths are member names with dots between them;
 * arrays are looked through, {@code *} is any member, {@code **} at the beginning any depth.
 *
 * @param keep goes before all others, also for what is below
 * @param detect what is looked for in text
 * @param names whether members with the names of secrets are masked
 * @param key makes hashes that nobody else can make; null without {@code hash}
 */
public record Rules(
    List<String> keep,
    List<String> drop,
    List<String> mask,
    List<String> hash,
    Set<Detector> detect,
    boolean names,
    String key) {

  /** Only members with the names of secrets. */
  public static final Rules NAMES =
      new Rules(List.of(), List.of(), List.of(), List.of(), Set.of(), true, null);

  /** Nothing at all. */
  public static final Rules NONE =
      new Rules(List.of(), List.of(), List.of(), List.of(), Set.of(), false, null);

  /** Throws {@link IllegalArgumentException} for hashes without a key. */
  public Rules {
    keep = List.copyOf(keep);
    drop = List.copyOf(drop);
    mask = List.copyOf(mask);
    hash = List.copyOf(hash);
    Set<Detector> inOrder = EnumSet.noneOf(Detector.class);
    inOrder.addAll(detect);
    detect = inOrder;
    if (!hash.isEmpty() && (key == null || key.isEmpty())) {
      throw new IllegalArgumentException("hashes need a key");
    }
  }

  /** Whether there is more to do than to look at names. */
  boolean isMore() {
    return !drop.isEmpty() || !mask.isEmpty() || !hash.isEmpty() || !detect.isEmpty();
  }

  /** The text without what the detectors find; an equal text when they find nothing. */
  String detected(String text) {
    String clean = text;
    for (Detector detector : detect) {
      clean = detector.mask(clean);
    }
    return clean;
  }
}
