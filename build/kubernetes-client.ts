/** What of the client library is bundled: its classes for every kind of object are four megabytes that nobody asks for. */
export { HttpMethod, IsomorphicFetchHttpLibrary, KubeConfig, RequestContext } from "@kubernetes/client-node";
