package dev.serai.source;

import io.vertx.ext.web.Router;
import java.util.List;

/** What the event loops of one door share. */
record Hall(
    DoorSettings settings,
    Desks desks,
    InFlight inFlight,
    DoorObserver observer,
    FailureLog failures,
    Router router,
    List<AddressRange> proxies,
    SlowChecks checks) {

  int maxBodyBytes(Desk desk) {
    int own = desk.connector().maxBodyBytes();
    return own == 0 ? settings.limits().maxBodyBytes() : own;
  }
}
