namespace FlinkZk.Client;

/// <summary>The session ends, by the server's word or by the client's own clock.</summary>
internal sealed class SessionExpiredException(string message) : Exception(message);
