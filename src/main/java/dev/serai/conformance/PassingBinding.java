package dev.serai.conformance;

import dev.serai.bus.Binding;
import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A real binding, of which a test changes what it overrides. */
public class PassingBinding implements Binding {

  private final Binding real;

  protected PassingBinding(Binding real) {
    this.real = real;
  }

  @Override
  public CheckResult check() {
    return real.check();
  }

  @Override
  public Capabilities capabilities() {
    return real.capabilities();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    return real.publish(publication);
  }

  @Override
  public CompletionStage<Void> createGroup(GroupSpec group) {
    return real.createGroup(group);
  }

  @Override
  public Set<String> groups(String channel) {
    return real.groups(channel);
  }

  @Override
  public CompletionStage<Boolean> removeGroup(String channel, String group) {
    return real.removeGroup(channel, group);
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    return real.subscribe(group, listener);
  }

  @Override
  public Lag lag(String channel, String group) {
    return real.lag(channel, group);
  }

  @Override
  public void close() {
    real.close();
  }
}
