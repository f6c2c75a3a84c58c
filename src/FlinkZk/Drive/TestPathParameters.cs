namespace FlinkZk;

/// <summary>Nothing that one can give: by it a question is known as that of Test-Path.</summary>
internal sealed class TestPathParameters;
