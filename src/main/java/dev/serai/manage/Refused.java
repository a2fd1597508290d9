package dev.serai.manage;

/** A request that is not done, with what its sender should know. */
final class Refused extends RuntimeException {

  private final int status;
  private final String title;

  Refused(int status, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
  }

  static Refused badRequest(String detail) {
    return new Refused(400, "Bad request", detail);
  }

  static Refused notFound(String detail) {
    return new Refused(404, "Not found", detail);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }
}
