package dev.serai.normalize;

/** What another normalizer makes, said in the words of a further vocabulary. */
record InVocabulary(Normalizer hub, EventNormalizer words) implements Normalizer {

  @Override
  public Normalized normalize(RawMessage message) {
    Normalized normalized = hub.normalize(message);
    return normalized instanceof Normalized.Events events
        ? new Normalized.Events(words.normalize(message.connector(), events.events()))
        : normalized;
  }
}
