using System.Text;
using FlinkZk.Faults.Histories;
using FlinkZk.Wire;

namespace FlinkZk.Faults.Contenders;

/// <summary>Makes sequential nodes.</summary>
internal sealed class Sequences(SessionKeeper sessions, HistoryWriter history) : IActivity
{
    public async Task ActAsync(CancellationToken stop)
    {
        var client = await sessions.GetAsync(stop);
        await history.RunAsync(history.Begin(Kind.Sequence, Places.Sequence, history.NewValue()), async operation =>
        {
            var made = await client.CreateAsync($"{Places.Sequence}/n-", Encoding.UTF8.GetBytes(operation.Value!), CreateMode.PersistentSequential, cancellationToken: CancellationToken.None);
            var name = made.Path[(made.Path.LastIndexOf('/') + 1)..];
            return SequenceNumber.TryParse(name, out var number)
                ? operation with { Found = name, Number = number }
                : throw new InvalidOperationException($"'{name}' has no number.");
        });
    }
}
