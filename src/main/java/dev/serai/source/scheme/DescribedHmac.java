package dev.serai.source.scheme;

import dev.serai.source.scheme.SignedContent.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The scheme {@code hmac}: a sender that is described by options instead of Java. */
record DescribedHmac(HmacForm form, KeyForm keyForm, TimeWindow window, HeaderSender sender) {

  /** How a secret's text becomes the key's bytes. */
  enum KeyForm {
    TEXT,
    HEX,
    BASE64;

    byte[] bytes(String secret) {
      return switch (this) {
        case TEXT -> secret.getBytes(StandardCharsets.UTF_8);
        case HEX -> HexFormat.of().parseHex(secret);
        case BASE64 -> Base64.getDecoder().decode(secret);
      };
    }
  }

  private static final Map<String, String> ALGORITHMS =
      words(
          List.of("sha1", "sha256", "sha384", "sha512"),
          List.of("HmacSHA1", Hmac.SHA256, "HmacSHA384", "HmacSHA512"));
  private static final Map<String, Encoding> ENCODINGS =
      words(List.of("hex", "base64", "base64url"), List.of(Encoding.values()));
  private static final Map<String, KeyForm> KEYS =
      words(List.of("text", "hex", "base64"), List.of(KeyForm.values()));

  /**
   * Reads the description.
   *
   * @throws IllegalArgumentException naming the option that is missing or does not fit
   */
  static DescribedHmac of(Options options) {
    String header = options.header("header");
    if (header == null) {
      throw new IllegalArgumentException(
          "header is missing; write the one that the signature stands in, such as header:"
              + " X-Signature");
    }
    String id = options.header("idHeader");
    String timePrefix = options.text("timestampPrefix");
    Stamps stamps = new Stamps(id, options.header("timestampHeader"), timePrefix);
    SignedContent content = content(options.text("signed", "{body}"), stamps);
    String tolerance = options.text("tolerance");
    if (tolerance != null && !stamps.hasTime()) {
      throw new IllegalArgumentException(
          "tolerance needs a timestamp; name its header with timestampHeader, or remove tolerance");
    }
    String prefix = options.text("prefix", "");
    SignatureHeader signature =
        new SignatureHeader(
            List.of(header),
            separators(prefix),
            prefix,
            options.choice("encoding", ENCODINGS, "hex"));
    return new DescribedHmac(
        new HmacForm(signature, content, stamps, options.choice("algorithm", ALGORITHMS, "sha256")),
        options.choice("key", KEYS, "text"),
        options.tolerance(),
        HeaderSender.ANY.preferring(id, options.header("eventHeader")));
  }

  /** What stands in the prefix itself cannot separate. */
  private static String separators(String prefix) {
    return ",; "
        .chars()
        .filter(separator -> prefix.indexOf(separator) < 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static SignedContent content(String template, Stamps stamps) {
    SignedContent content;
    try {
      content = SignedContent.of(template);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("signed: " + e.getMessage(), e);
    }
    if (!content.has(Place.BODY)) {
      throw new IllegalArgumentException(
          "signed: '" + template + "' leaves out {body}, so anybody could change it; add it");
    }
    if (content.has(Place.ID) && stamps.idHeader() == null) {
      throw new IllegalArgumentException(
          "signed: '" + template + "' has an {id}; name the header it stands in with idHeader");
    }
    if (content.has(Place.TIMESTAMP) && !stamps.hasTime()) {
      throw new IllegalArgumentException(
          "signed: '"
              + template
              + "' has a {timestamp}; name the header it stands in with timestampHeader, or what"
              + " stands before it in the signature's header with timestampPrefix");
    }
    if (!content.has(Place.TIMESTAMP) && stamps.hasTime()) {
      throw new IllegalArgumentException(
          "signed: '"
              + template
              + "' leaves out {timestamp}, so anybody could write a new one; add it where the"
              + " sender signs it, or remove timestampHeader and timestampPrefix");
    }
    return content;
  }

  /** The proof with its keys. */
  HmacProof proof(List<String> secrets) {
    return new HmacProof(form, keys(secrets), window);
  }

  List<byte[]> keys(List<String> secrets) {
    return IntStream.range(0, secrets.size()).mapToObj(i -> key(i, secrets.get(i))).toList();
  }

  private byte[] key(int index, String secret) {
    try {
      return keyForm.bytes(secret);
    } catch (IllegalArgumentException e) {
      // Without the cause: it would quote the secret.
      throw new IllegalArgumentException(
          "secret %d cannot be read as key: %s; correct it, or choose another of %s"
              .formatted(index + 1, keyForm.name().toLowerCase(Locale.ROOT), KEYS.keySet()));
    }
  }

  private static <T> Map<String, T> words(List<String> words, List<T> meanings) {
    Map<String, T> map = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      map.put(words.get(i), meanings.get(i));
    }
    return map;
  }
}
