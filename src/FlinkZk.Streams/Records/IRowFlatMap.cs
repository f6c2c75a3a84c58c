using FlinkZk.Streams.Configuration;

namespace FlinkZk.Streams.Records;

/// <summary>Makes none, one or several records of a record. Each has the time of the record that came in.</summary>
public interface IRowFlatMap
{
    /// <summary>The records that go on in place of <paramref name="row"/>, in order.</summary>
    /// <param name="row">The record.</param>
    /// <param name="configuration">The revision that holds for the record's batch.</param>
    /// <exception cref="RecordException">It failed on this record: none goes on.</exception>
    IReadOnlyList<IRow> Map(IRow row, ConfigurationSnapshot configuration);
}
