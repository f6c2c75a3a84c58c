namespace FlinkZk.Server.Log;

/// <summary>Takes a file out of use without a loss: it keeps its content under a name that nothing reads, and never in place of another.</summary>
internal static class SetAside
{
    /// <summary>Renames it.</summary>
    /// <returns>Its name now.</returns>
    public static string Move(IDisk disk, string name, string suffix = LogFiles.Broken)
    {
        var names = disk.List();
        var aside = name + suffix;
        for (var i = 2; names.Contains(aside); i++)
            aside = $"{name}{suffix}-{i}";
        disk.Rename(name, aside);
        return aside;
    }
}
