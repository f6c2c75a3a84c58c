namespace FlinkZk.ServerApp;

/// <summary>A command line that cannot be understood: says what is wrong, where, and what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
