namespace FlinkZk.Client;

/// <summary>The reason of a connection whose server refused an identity: the session ends with it.</summary>
internal sealed class AuthenticationRefusedException(string message) : Exception(message);
