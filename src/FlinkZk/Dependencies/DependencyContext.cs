using System.Reflection;
using System.Runtime.Loader;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk;

/// <summary>
/// Loads what lies in module/bin/dependencies: libraries of others, and our assemblies that use them. What is loaded here never meets another module's version of the same assembly (docs/decisions/0014).
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(DependencyContext).Assembly.Location)!, "dependencies");

    private static readonly Lazy<IYamlReader> Reader = new(() => (IYamlReader)Activator.CreateInstance(new DependencyContext().LoadFromAssemblyName(new("FlinkZk.Yaml")).GetType("FlinkZk.Yaml.YamlReader", throwOnError: true)!)!);

    private DependencyContext()
        : base("FlinkZk")
    {
    }

    /// <summary>Reads YAML; the library is loaded when it is first used.</summary>
    public static IYamlReader Yaml => Reader.Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interface has to be the one that is known outside.
        if (assemblyName.Name == typeof(IYamlReader).Assembly.GetName().Name)
            return typeof(IYamlReader).Assembly;
        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
