namespace FlinkZk;

/// <summary>Nothing that one can give: by it a question is known as that of a command that goes on to list what is below.</summary>
internal sealed class ListParameters;
