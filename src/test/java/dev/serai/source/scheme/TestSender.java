package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Every sender the hub knows, signing as its documentation says and with none of the hub's code.
 */
enum TestSender {
  GITHUB("github", "x-hub-signature-256", true, false) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("x-github-delivery", id);
      headers.put("x-hub-signature-256", "sha256=" + hex(sha256(text(secret), body)));
    }
  },
  GITLAB("gitlab", "webhook-signature", true, true) {
    @Override
    String secret(Random random) {
      return whsec(random);
    }

    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("idempotency-key", id);
      STANDARD_SHARED.sign(headers, secret, id, time, body);
    }
  },
  GITLAB_TOKEN("gitlab", "x-gitlab-token", false, false) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("idempotency-key", id);
      headers.put("x-gitlab-token", secret);
    }
  },
  CIRCLECI("circleci", "circleci-signature", true, false) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("circleci-signature", "v1=" + hex(sha256(text(secret), body)));
    }
  },
  STANDARD_SHARED("standard-webhooks", "webhook-signature", true, true) {
    @Override
    String secret(Random random) {
      return whsec(random);
    }

    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      headers.put("webhook-id", id);
      headers.put("webhook-timestamp", time);
      headers.put(
          "webhook-signature", "v1," + base64(sha256(key, joined(id + "." + time + ".", body))));
    }
  },
  STANDARD_PAIR("standard-webhooks", "webhook-signature", true, true) {
    @Override
    String secret(Random random) {
      try {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] x509 = pair.getPublic().getEncoded();
        String secret = "whpk_" + base64(Arrays.copyOfRange(x509, x509.length - 32, x509.length));
        PRIVATE_KEYS.put(secret, pair.getPrivate().getEncoded());
        return secret;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(
            KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(PRIVATE_KEYS.get(secret))));
        signature.update(joined(id + "." + time + ".", body));
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put("webhook-signature", "v1a," + base64(signature.sign()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  },
  SHOPIFY("shopify", "x-shopify-hmac-sha256", true, false) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("x-shopify-webhook-id", id);
      headers.put("x-shopify-hmac-sha256", base64(sha256(text(secret), body)));
    }
  },
  STRIPE("stripe", "stripe-signature", true, true) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      String digest = hex(sha256(text(secret), joined(time + ".", body)));
      headers.put("stripe-signature", "t=" + time + ",v1=" + digest);
    }
  },
  SLACK("slack", "x-slack-signature", true, true) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("x-slack-request-timestamp", time);
      headers.put(
          "x-slack-signature", "v0=" + hex(sha256(text(secret), joined("v0:" + time + ":", body))));
    }
  },
  /** A described sender that signs everything there is to sign. */
  DESCRIBED("hmac", "x-acme-signature", true, true) {
    @Override
    Map<String, String> options() {
      return Map.of(
          "header", "X-Acme-Signature",
          "algorithm", "sha512",
          "encoding", "base64url",
          "key", "hex",
          "signed", "{id}|{timestamp}|{body}|acme",
          "idHeader", "X-Acme-Id",
          "timestampHeader", "X-Acme-Time");
    }

    @Override
    String secret(Random random) {
      byte[] key = new byte[40];
      random.nextBytes(key);
      return hex(key);
    }

    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      byte[] signed = joined("", joined(id + "|" + time + "|", body), text("|acme"));
      byte[] digest = mac("HmacSHA512", HexFormat.of().parseHex(secret), signed);
      headers.put("x-acme-id", id);
      headers.put("x-acme-time", time);
      headers.put(
          "x-acme-signature", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }
  },
  /** A described sender with its time beside the signature. */
  DESCRIBED_LIST("hmac", "paddle-signature", true, true) {
    @Override
    Map<String, String> options() {
      return Map.of(
          "header", "Paddle-Signature",
          "prefix", "h1=",
          "signed", "{timestamp}:{body}",
          "timestampPrefix", "ts=");
    }

    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      String digest = hex(sha256(text(secret), joined(time + ":", body)));
      headers.put("paddle-signature", "ts=" + time + ";h1=" + digest);
    }
  },
  BASIC("basic", "authorization", false, false) {
    @Override
    String secret(Random random) {
      return "user:" + super.secret(random);
    }

    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("idempotency-key", id);
      headers.put("authorization", "Basic " + base64(text(secret)));
    }
  },
  BEARER("bearer", "authorization", false, false) {
    @Override
    void sign(Map<String, String> headers, String secret, String id, String time, byte[] body) {
      headers.put("idempotency-key", id);
      headers.put("authorization", "Bearer " + secret);
    }
  };

  /** Of the public keys that were given out. */
  private static final Map<String, byte[]> PRIVATE_KEYS = new ConcurrentHashMap<>();

  final String scheme;

  /** The header that the proof stands in. */
  final String proof;

  final boolean signsBody;
  final boolean signsTime;

  TestSender(String scheme, String proof, boolean signsBody, boolean signsTime) {
    this.scheme = scheme;
    this.proof = proof;
    this.signsBody = signsBody;
    this.signsTime = signsTime;
  }

  abstract void sign(
      Map<String, String> headers, String secret, String id, String time, byte[] body);

  Map<String, String> options() {
    return Map.of();
  }

  /** A fresh one of the form this sender gives out. */
  String secret(Random random) {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return "s3cr€t-" + hex(bytes);
  }

  Scheme scheme(String... secrets) {
    return Schemes.of(new SchemeSettings(scheme, List.of(secrets), options()));
  }

  SignedRequest request(String secret, String id, Instant signed, Instant received, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    sign(headers, secret, id, Long.toString(signed.getEpochSecond()), body);
    return new SignedRequest(headers, "", body, received);
  }

  private static String whsec(Random random) {
    byte[] key = new byte[24 + random.nextInt(41)];
    random.nextBytes(key);
    return "whsec_" + base64(key);
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] sha256(byte[] key, byte[] bytes) {
    return mac("HmacSHA256", key, bytes);
  }

  private static byte[] mac(String algorithm, byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] joined(String before, byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(text(before));
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
