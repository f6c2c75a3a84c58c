using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace FlinkZk.Tools.HelpBuilder;

/// <summary>The built module's assembly, and the cmdlets in it.</summary>
internal static class CmdletAssembly
{
    /// <summary>The cmdlets by their names, in ordinal order.</summary>
    /// <exception cref="FormatException">A parameter has no docstring.</exception>
    public static SortedDictionary<string, CmdletFacts> Read(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var neighbour && File.Exists(neighbour) ? context.LoadFromAssemblyPath(neighbour) : null;
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));
        var docstrings = new Docstrings(Path.ChangeExtension(path, ".xml"));
        var cmdlets = new SortedDictionary<string, CmdletFacts>(StringComparer.Ordinal);
        foreach (var type in assembly.GetExportedTypes().Where(type => !type.IsAbstract))
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
                cmdlets.Add($"{cmdlet.VerbName}-{cmdlet.NounName}", CmdletFacts.From($"{cmdlet.VerbName}-{cmdlet.NounName}", type, docstrings));
        }
        return cmdlets;
    }
}
