package dev.serai.bus.servicebus.twin;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Errors as AMQP has them. */
final class Conditions {

  private Conditions() {}

  static ErrorCondition of(String condition, String description) {
    return new ErrorCondition(Symbol.valueOf(condition), description);
  }

  static Rejected rejected(String condition, String description) {
    Rejected rejected = new Rejected();
    rejected.setError(of(condition, description));
    return rejected;
  }
}
