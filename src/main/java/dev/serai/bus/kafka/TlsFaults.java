package dev.serai.bus.kafka;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why no TLS connection came about, and the way out. */
final class TlsFaults {

  private TlsFaults() {}

  static String way(Throwable failure) {
    StringBuilder said = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CertificateExpiredException) {
        return "a certificate has expired: renew it";
      }
      if (each instanceof CertificateNotYetValidException) {
        return "a certificate is not valid yet: check it, and the clock";
      }
      said.append(each.getMessage()).append('\n');
    }
    String all = said.toString();
    if (all.contains("certificate_expired")) {
      return "it says that our certificate has expired: renew the one in ssl.keystore of brokers.kafka.properties";
    }
    if (all.contains("certification path") || all.contains("trust")) {
      return "its certificate is not trusted: set ssl.truststore.location, or ssl.truststore.certificates, in brokers.kafka.properties";
    }
    if (all.contains("No name matching") || all.contains("No subject alternative")) {
      return "its certificate is for another host: use the name in it in brokers.kafka.bootstrapServers";
    }
    if (all.contains("unrecognized SSL message")) {
      return "it does not speak TLS at that port: check the port, and security.protocol in brokers.kafka.properties";
    }
    return "no TLS connection: check the certificates, and ssl.* in brokers.kafka.properties";
  }
}
