package dev.serai.manage;

/** What an endpoint answers; {@code body} is written as JSON. */
record Reply(int status, Object body) {

  static Reply ok(Object body) {
    return new Reply(200, body);
  }

  /** It began, and goes on. */
  static Reply accepted(Object body) {
    return new Reply(202, body);
  }
}
