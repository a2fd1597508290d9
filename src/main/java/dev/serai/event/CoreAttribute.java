package dev.serai.event;

/** The context attributes that the specification itself defines. */
enum CoreAttribute {
  ID,
  SOURCE,
  SPECVERSION,
  TYPE,
  DATACONTENTTYPE,
  DATASCHEMA,
  SUBJECT,
  TIME;

  /** Null when the name is not one of them. */
  static CoreAttribute named(String name) {
    return switch (name) {
      case "id" -> ID;
      case "source" -> SOURCE;
      case "specversion" -> SPECVERSION;
      case "type" -> TYPE;
      case "datacontenttype" -> DATACONTENTTYPE;
      case "dataschema" -> DATASCHEMA;
      case "subject" -> SUBJECT;
      case "time" -> TIME;
      default -> null;
    };
  }
}
