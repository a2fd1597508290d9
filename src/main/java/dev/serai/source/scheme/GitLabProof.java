package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * GitLab: a signing token ({@code whsec_…}, since 19.0) signs as Standard Webhooks; any other
 * secret is compared with {@code X-Gitlab-Token}. A request with a signature is judged by it alone,
 * so that nobody gets past a wrong one with a token that travels in clear text.
 */
final class GitLabProof implements Proof {

  private static final String TOKEN = "x-gitlab-token";

  private final StandardWebhooksProof signature;
  private final Texts tokens;

  GitLabProof(List<String> secrets, TimeWindow window) {
    Predicate<String> signs = secret -> secret.startsWith(WebhookKeys.SHARED);
    signature =
        new StandardWebhooksProof(WebhookKeys.of(secrets.stream().filter(signs).toList()), window);
    tokens = new Texts(secrets.stream().filter(signs.negate()).toList());
  }

  @Override
  public Verdict verify(SignedRequest request) {
    if (request.header(StandardWebhooksProof.SIGNATURE) != null) {
      return signature.verify(request);
    }
    String token = request.header(TOKEN);
    if (token == null) {
      return Verdict.MISSING;
    }
    return tokens.verdict(token.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String challenge() {
    return "Webhook-Signature";
  }
}
