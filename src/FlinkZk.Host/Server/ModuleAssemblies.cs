using System.Reflection;
using System.Runtime.Loader;

namespace FlinkZk.Host;

/// <summary>
/// Finds the module's rooms in module/bin, where PowerShell loads them from too. A copy beside the host would be a second one of each, and the engine would
/// bind it in the place of the module's.
/// </summary>
internal static class ModuleAssemblies
{
    /// <summary>Serves them from now on. To be called before a method that names one of their types is entered.</summary>
    /// <returns>Whether they are there.</returns>
    public static bool Register()
    {
        if (ModuleFinder.Find(AppContext.BaseDirectory) is not { } manifest)
            return false;
        var folder = Path.Combine(Path.GetDirectoryName(manifest)!, "module", "bin");
        AssemblyLoadContext.Default.Resolving += (context, name) => Load(context, name, folder);
        return File.Exists(Path.Combine(folder, "FlinkZk.Server.dll"));
    }

    private static Assembly? Load(AssemblyLoadContext context, AssemblyName name, string folder)
    {
        var path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
