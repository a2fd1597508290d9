package dev.serai.bus.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An authority of a test's own, which signs certificates (RFC 5280) and writes them in PEM. Java
 * has no public way to make them, and a {@code keytool} for each would take seconds.
 */
final class Authority {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] ECDSA_WITH_SHA256 =
      HexFormat.of().parseHex("300a06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
  private static final byte[] BASIC_CONSTRAINTS = HexFormat.of().parseHex("0603551d13");
  private static final byte[] ALTERNATIVE_NAME = HexFormat.of().parseHex("0603551d11");
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Path folder;
  private final String name;
  private final KeyPair own = keys();
  private final KeyPair subject = keys();

  Authority(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Its own certificate, to be trusted. */
  String certificate() {
    Instant now = Instant.now();
    byte[] isAuthority =
        der(0x30, BASIC_CONSTRAINTS, der(0x04, der(0x30, der(0x01, new byte[] {-1}))));
    return write(
        name,
        "CERTIFICATE",
        signed(name, own, now.minusSeconds(60), now.plusSeconds(600), isAuthority));
  }

  /** The private key of all that it certifies. */
  String key() {
    return write(name + "-key", "PRIVATE KEY", subject.getPrivate().getEncoded());
  }

  /** A certificate for that DNS name, for that key, which ends at that time. */
  String certify(String host, Instant end) {
    byte[] names =
        der(0x30, ALTERNATIVE_NAME, der(0x04, der(0x30, der(0x82, host.getBytes(US_ASCII)))));
    return write(
        name + "-" + host + "-" + end.getEpochSecond(),
        "CERTIFICATE",
        signed(host, subject, end.minusSeconds(86_400), end, names));
  }

  private byte[] signed(String whom, KeyPair whose, Instant from, Instant end, byte[] extension) {
    byte[] body =
        der(
            0x30,
            der(0xa0, der(0x02, new byte[] {2})),
            der(0x02, new byte[] {(byte) SERIAL.incrementAndGet()}),
            ECDSA_WITH_SHA256,
            named(name),
            der(0x30, time(from), time(end)),
            named(whom),
            whose.getPublic().getEncoded(),
            der(0xa3, der(0x30, extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(own.getPrivate());
      signature.update(body);
      return der(0x30, body, ECDSA_WITH_SHA256, der(0x03, new byte[] {0}, signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] named(String name) {
    return der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, name.getBytes(US_ASCII)))));
  }

  private static byte[] time(Instant time) {
    return der(0x18, TIME.format(time).getBytes(US_ASCII));
  }

  /** Type, length and value, as DER has them. */
  private static byte[] der(int type, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(type);
    int length = value.size();
    if (length > 127) {
      all.write(length > 255 ? 0x82 : 0x81);
      if (length > 255) {
        all.write(length >> 8);
      }
    }
    all.write(length);
    all.writeBytes(value.toByteArray());
    return all.toByteArray();
  }

  private String write(String file, String what, byte[] der) {
    String text =
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    try {
      return Files.writeString(folder.resolve(file + ".pem"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
