using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlinkZk;

/// <summary>
/// What the module keeps for one runspace, a part for each idea: sessions, servers and so on. Parallel runspaces do not see each other's, so that nobody's default changes under
/// their hands; a session crosses over as <c>$using:session</c>. When the runspace closes, all of it does.
/// </summary>
internal sealed class ModuleState
{
    private static readonly ConditionalWeakTable<Runspace, ModuleState> Table = [];

    private readonly ConcurrentDictionary<Type, RunspacePart> _parts = [];

    private ModuleState(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            CloseAll();
    };

    /// <summary>That of the runspace whose pipeline runs on this thread.</summary>
    public static ModuleState Current => Table.GetValue(Runspace.DefaultRunspace, static runspace => new ModuleState(runspace));

    /// <summary>One of its parts.</summary>
    public T Part<T>()
        where T : RunspacePart, new() => (T)_parts.GetOrAdd(typeof(T), static (_, state) => new T { State = state }, this);

    /// <summary>Closes everything: first what needs something else for its own end.</summary>
    public void CloseAll()
    {
        foreach (var part in _parts.Values.OrderByDescending(static part => part.Height))
            part.Close();
    }
}
