using System.Reflection;
using System.Runtime.Loader;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>
/// Loads what lies in module/bin/dependencies: libraries of others, and our assemblies that use them. What is loaded here never meets another module's version of the same assembly (docs/decisions/0014).
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(DependencyContext).Assembly.Location)!, "dependencies");

    private static readonly Lazy<DependencyContext> Own = new(static () => new());

    private static readonly Lazy<IYamlReader> Reader = new(static () => Make<IYamlReader>("FlinkZk.Yaml", "YamlReader"));

    private static readonly Lazy<ISchemaJudge> Judge = new(static () => Make<ISchemaJudge>("FlinkZk.Schema", "SchemaJudge"));

    private DependencyContext()
        : base("FlinkZk")
    {
    }

    /// <summary>Reads YAML; the library is loaded when it is first used.</summary>
    public static IYamlReader Yaml => Reader.Value;

    /// <summary>Judges by JSON schemas; the library is loaded when it is first used.</summary>
    public static ISchemaJudge Schemas => Judge.Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interfaces have to be those that are known outside.
        foreach (var known in new[] { typeof(IYamlReader).Assembly, typeof(ISchemaJudge).Assembly })
            if (assemblyName.Name == known.GetName().Name)
                return known;
        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private static T Make<T>(string assembly, string type) => (T)Activator.CreateInstance(Own.Value.LoadFromAssemblyName(new(assembly)).GetType($"{assembly}.{type}", throwOnError: true)!)!;
}
