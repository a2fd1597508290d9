package dev.serai.source.scheme;

/**
 * Where a request says which delivery it is and when it was signed.
 *
 * @param idHeader in lower case, null when the id is not signed
 * @param timeHeader in lower case, null when there is no time or it stands beside the signature
 * @param timePrefix what stands before the time in the list of the signature's header, null when it
 *     does not stand there
 */
record Stamps(String idHeader, String timeHeader, String timePrefix) {

  static final Stamps NONE = new Stamps(null, null, null);

  boolean hasTime() {
    return timeHeader != null || timePrefix != null;
  }

  /** Null when there is none. */
  String id(SignedRequest request) {
    return idHeader == null ? null : request.header(idHeader);
  }

  /**
   * Null when there is none.
   *
   * @param list the signature's header
   */
  String time(SignedRequest request, SignatureHeader header, String list) {
    if (timePrefix != null) {
      return header.item(list, timePrefix);
    }
    return timeHeader == null ? null : request.header(timeHeader);
  }
}
