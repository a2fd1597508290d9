package dev.serai.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "serai " + Objects.requireNonNullElse(version, "(not packaged)"),
      "Java " + System.getProperty("java.version")
    };
  }
}
