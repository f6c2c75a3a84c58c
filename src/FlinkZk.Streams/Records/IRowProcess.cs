using FlinkZk.Streams.Configuration;

namespace FlinkZk.Streams.Records;

/// <summary>What somebody wants done with the records of each key (Flink's <c>KeyedProcessFunction</c>): it keeps state, asks for timers, and puts out records.</summary>
public interface IRowProcess
{
    /// <summary>A record.</summary>
    /// <param name="row">The record.</param>
    /// <param name="turn">Its key's state and timers.</param>
    /// <param name="configuration">The revision that holds for the record's batch.</param>
    /// <returns>What goes on, in order, with the record's time.</returns>
    /// <exception cref="RecordException">It failed on this record: nothing goes on, and state and timers stay as they were.</exception>
    IReadOnlyList<IRow> Process(IRow row, ProcessTurn turn, ConfigurationSnapshot configuration);

    /// <summary>A timer of a key is due.</summary>
    /// <param name="turn">The key's state and timers; its time is the timer's.</param>
    /// <param name="configuration">The revision that holds.</param>
    /// <returns>What goes on, in order, with the timer's time.</returns>
    /// <exception cref="RecordException">It failed: nothing goes on, and state and timers stay as they were but for this one.</exception>
    IReadOnlyList<IRow> OnTimer(ProcessTurn turn, ConfigurationSnapshot configuration);
}
