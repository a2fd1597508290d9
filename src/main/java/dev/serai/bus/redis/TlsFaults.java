package dev.serai.bus.redis;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why no TLS connection came about, and the way out. */
final class TlsFaults {

  private TlsFaults() {}

  static boolean isOne(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SSLException || each instanceof GeneralSecurityException) {
        return true;
      }
    }
    return false;
  }

  static String way(Throwable failure) {
    StringBuilder said = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CertificateExpiredException) {
        return "its certificate has expired: renew it there";
      }
      if (each instanceof CertificateNotYetValidException) {
        return "its certificate is not valid yet: check it, and the clocks";
      }
      said.append(each.getMessage()).append('\n');
    }
    String all = said.toString();
    if (all.contains("alert: certificate_expired")) {
      return "it says that our certificate has expired: renew the one in brokers.redis.certFile";
    }
    if (all.contains("alert: certificate_required") || all.contains("alert: handshake_failure")) {
      return "it wants a certificate of ours: set brokers.redis.certFile and keyFile";
    }
    if (all.contains("alert: unknown_ca") || all.contains("alert: bad_certificate")) {
      return "it does not trust our certificate: set brokers.redis.certFile to one of its own authority";
    }
    if (all.contains("alert: decrypt_error")) {
      return "the key does not belong to our certificate: check brokers.redis.certFile and keyFile";
    }
    if (all.contains("certification path") || all.contains("trust")) {
      return "its certificate is not trusted: set brokers.redis.caFile to the certificate of its authority";
    }
    if (all.contains("No name matching") || all.contains("No subject alternative")) {
      return "its certificate is for another host: use the name in it in brokers.redis.uri";
    }
    if (all.contains("no certificates in input")) {
      return "a file holds no certificate in PEM: check brokers.redis.caFile and certFile";
    }
    if (all.contains("private key in input") || all.contains("valid private key")) {
      return "a file holds no private key in PKCS #8: check brokers.redis.keyFile";
    }
    return "no TLS connection: check its certificate, brokers.redis.caFile, and whether the uri begins with rediss://";
  }
}
