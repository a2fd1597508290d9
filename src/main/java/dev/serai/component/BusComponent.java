package dev.serai.component;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code bus:<channel>} endpoints. */
@Component("bus")
public class BusComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    BusEndpoint endpoint = new BusEndpoint(uri, this, BusNames.check(remaining));
    setProperties(endpoint, parameters);
    endpoint.check();
    return endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    EventConverters.register(getCamelContext().getTypeConverterRegistry());
  }

  static HubServices services(CamelContext context) {
    return CamelContextHelper.mandatoryLookup(context, HubServices.NAME, HubServices.class);
  }
}
