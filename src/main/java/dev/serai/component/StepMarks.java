package dev.serai.component;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Leaves in a failed exchange which step failed, for dead letters. Camel's message history knows
 * too, but keeps a list of every step of every exchange.
 */
public final class StepMarks implements InterceptStrategy {

  /** Exchange property: the innermost step that failed, with its file and line. */
  static final String FAILED_STEP = "CamelBusFailedStep";

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    return new Marked(target, describe(node));
  }

  private static String describe(NamedNode node) {
    String step = node.getLabel() == null ? node.getShortName() : node.getLabel();
    String named =
        node.getId() == null || node.getId().equals(step) ? step : node.getId() + " " + step;
    return node.getLocation() == null
        ? named
        : named
            + " at "
            + node.getLocation().replaceFirst("^(file|classpath):", "")
            + ":"
            + node.getLineNumber();
  }

  static String failedStep(Exchange exchange) {
    return exchange.getProperty(FAILED_STEP, String.class);
  }

  private static final class Marked extends DelegateAsyncProcessor {
    private final String step;

    Marked(Processor target, String step) {
      super(target);
      this.step = step;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return super.process(
          exchange,
          doneSync -> {
            if (exchange.getException() != null && exchange.getProperty(FAILED_STEP) == null) {
              exchange.setProperty(FAILED_STEP, step);
            }
            callback.done(doneSync);
          });
    }
  }
}
