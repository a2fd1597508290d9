package dev.serai.config;

import dev.serai.config.Connector.OnDuplicate;
import dev.serai.config.Connector.Verify;
import dev.serai.config.Connector.Vocabulary;
import dev.serai.config.Section.Fields;
import dev.serai.config.VerifyKeys.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys under {@code connectors}, by {@code type}. */
final class ConnectorKeys {

  /** What {@code enabled} can be. */
  enum Enabled {
    TRUE,
    FALSE,
    AUTO
  }

  private static final Key<String> TYPE =
      Key.required(
          "type",
          typeWord(),
          "write type: webhook, type: cloudevents, type: feed or type: poll",
          "What comes in.");
  private static final Key<Enabled> ENABLED =
      Key.of(
          "enabled",
          Types.choice(Enabled.class),
          "true",
          "`false` switches the connector off; `auto` switches it on as soon as it has a secret.");
  private static final Key<Found> VERIFICATION =
      Key.required(
          "verify",
          VerifyKeys.VERIFY,
          "write verify: { scheme: github, secrets: [\"${MY_SECRET}\"] }, or verify: { scheme: none } to let everybody in",
          "How its senders are verified.");
  private static final Key<String> NORMALIZE =
      Key.optional(
          "normalize",
          Types.known("normalizer", Known::normalizers),
          "The normalizer that makes events of its messages. Required with `channel`.");
  private static final Key<Vocabulary> VOCABULARY =
      Key.of(
          "vocabulary",
          Types.choice(Vocabulary.class),
          "hub",
          "Event names: `hub` the hub's own, `native` the sender's with its original body, `cdevents` those of CDEvents 0.5.1.");
  private static final Key<String> CHANNEL =
      Key.optional(
          "channel",
          Types.reference("channel"),
          "The channel its events go to. Without it, a route of yours begins with `webhook:<name>`.");
  private static final Key<Integer> MAX_BYTES =
      Key.optional(
          "maxBytes",
          Types.size("1KiB", "256MiB"),
          "Largest body it takes, larger ones are answered 413; else `server.maxBodyBytes`.");
  private static final Key<OnDuplicate> ON_DUPLICATE =
      Key.of(
          "onDuplicate",
          Types.choice(OnDuplicate.class),
          "accept",
          "Answer to a delivery that was taken before: `accept` as if it were new, `conflict` 409.");

  private static final Key<String> NORMALIZE_EVENTS =
      Key.optional(
          "normalize",
          Types.known("normalizer", Known::normalizers),
          "A normalizer that makes other events of those that come, such as `cdevents` the hub's own of CDEvents; what it ignores passes as it is.");

  private static final Section<Connector> WEBHOOK =
      new Section<>(
          "Takes a system's own messages and makes events of them.",
          with(
              TYPE,
              ENABLED,
              VERIFICATION,
              NORMALIZE,
              VOCABULARY,
              CHANNEL,
              SanitizeKeys.USUALLY_ON,
              MAX_BYTES,
              ON_DUPLICATE),
          ConnectorKeys::webhook);
  private static final Section<Connector> CLOUD_EVENTS =
      new Section<>(
          "Takes CloudEvents over HTTP: binary, structured and batched.",
          with(
              TYPE,
              ENABLED,
              VERIFICATION,
              NORMALIZE_EVENTS,
              CHANNEL,
              SanitizeKeys.USUALLY_OFF,
              MAX_BYTES,
              ON_DUPLICATE),
          ConnectorKeys::cloudEvents);

  private static final Map<String, Section<Connector>> BY_TYPE = byType();

  /** Reads {@code type} first and then what that type declares. */
  static final Type<Connector> CONNECTOR =
      new Type<>() {
        @Override
        public String description() {
          return "a map that begins with type: " + String.join(" or type: ", BY_TYPE.keySet());
        }

        @Override
        public Connector read(Yaml value, Reading reading) throws Refusal {
          if (!(value instanceof Yaml.Mapping mapping)) {
            throw reading.wants(this, value, value.kind());
          }
          Yaml.Entry type =
              mapping.entries().stream()
                  .filter(e -> e.key().equals(TYPE.name()))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new Refusal(
                              value.place(),
                              reading.path() + ".type is missing; " + TYPE.wayOut()));
          String word = TYPE.type().read(type.value(), reading.in(TYPE.name()));
          return BY_TYPE.get(word).read(value, reading);
        }

        @Override
        public Map<String, Section<?>> sections(String path) {
          Map<String, Section<?>> all = new LinkedHashMap<>();
          all.putAll(WEBHOOK.sections(path + " (type: webhook)"));
          all.putAll(CLOUD_EVENTS.sections(path + " (type: cloudevents)"));
          return all;
        }
      };

  private ConnectorKeys() {}

  private static Map<String, Section<Connector>> byType() {
    Map<String, Section<Connector>> sections = new LinkedHashMap<>();
    sections.put("webhook", WEBHOOK);
    sections.put("cloudevents", CLOUD_EVENTS);
    sections.put("feed", PollKeys.feed(TYPE));
    sections.put("poll", PollKeys.api(TYPE));
    return sections;
  }

  private static List<Key<?>> with(Key<?>... keys) {
    return Stream.concat(Stream.of(keys), AdmissionKeys.KEYS.stream()).toList();
  }

  private static Connector webhook(Fields fields, Reading reading) throws Refusal {
    String normalize = fields.get(NORMALIZE);
    String channel = fields.get(CHANNEL);
    if (channel != null && normalize == null) {
      throw new Refusal(
          fields.place(),
          "%s has a channel but no normalize, so nothing makes events of its messages; name a normalizer, or leave channel out and begin a route with webhook:%s"
              .formatted(reading.path(), reading.name()));
    }
    Optional<String> off = off(fields, reading);
    return new Connector.Webhook(
        reading.name(),
        fields.get(VERIFICATION).verify(),
        normalize,
        fields.get(VOCABULARY),
        channel,
        maxBytes(fields),
        fields.get(ON_DUPLICATE),
        AdmissionKeys.admission(fields),
        fields.get(SanitizeKeys.USUALLY_ON),
        off);
  }

  private static Connector cloudEvents(Fields fields, Reading reading) throws Refusal {
    Optional<String> off = off(fields, reading);
    return new Connector.CloudEvents(
        reading.name(),
        fields.get(VERIFICATION).verify(),
        fields.get(NORMALIZE_EVENTS),
        fields.get(CHANNEL),
        maxBytes(fields),
        fields.get(ON_DUPLICATE),
        AdmissionKeys.admission(fields),
        fields.get(SanitizeKeys.USUALLY_OFF),
        off);
  }

  /** 0 stands for the server's bound until the whole file is read. */
  private static int maxBytes(Fields fields) {
    Integer own = fields.get(MAX_BYTES);
    return own == null ? 0 : own;
  }

  private static Optional<String> off(Fields fields, Reading reading) throws Refusal {
    Enabled enabled = fields.get(ENABLED);
    Found found = fields.get(VERIFICATION);
    if (enabled == Enabled.FALSE) {
      return Optional.of("it says enabled: false; write true or auto to switch it on");
    }
    Verify verify = found.verify();
    boolean open = verify.scheme().equals(Verify.NONE) || !verify.secrets().isEmpty();
    if (open) {
      return Optional.empty();
    }
    String remedy =
        found.unset().isEmpty()
            ? "give it one under verify.secrets"
            : "set " + String.join(" or ", found.unset());
    if (enabled == Enabled.AUTO) {
      return Optional.of("it has no secret; " + remedy + " to switch it on");
    }
    throw new Refusal(
        fields.place(),
        "%s.verify: the scheme '%s' needs a secret and has none; %s, or write enabled: auto to leave the connector off until there is one"
            .formatted(reading.path(), verify.scheme(), remedy));
  }

  private static Type<String> typeWord() {
    List<String> words = List.of("webhook", "cloudevents", "feed", "poll");
    return new Type<>() {
      @Override
      public String description() {
        return "one of " + String.join(", ", words);
      }

      @Override
      public String read(Yaml value, Reading reading) throws Refusal {
        String word = reading.text(value, this).text();
        if (!words.contains(word)) {
          throw new Refusal(
              value.place(),
              "%s: there is no connector type '%s'; %s"
                  .formatted(reading.path(), word, Suggestion.among(word, words)));
        }
        return word;
      }
    };
  }
}
