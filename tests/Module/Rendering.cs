namespace FlinkZk.Module.Tests;

/// <summary>$PSStyle is one object for all runspaces of a process: classes whose tests set how output is rendered take turns.</summary>
internal static class Rendering
{
    public const string OfTheProcess = "$PSStyle";
}
