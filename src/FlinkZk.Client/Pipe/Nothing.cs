namespace FlinkZk.Client;

/// <summary>The result of a request whose reply has no body worth keeping.</summary>
internal readonly struct Nothing;
