using FlinkZk.Streams.Configuration;

namespace FlinkZk.Streams.Records;

/// <summary>Makes another record of a record. The time stays that of the record that came in.</summary>
public interface IRowSelector
{
    /// <summary>The record that goes on in place of <paramref name="row"/>.</summary>
    /// <param name="row">The record.</param>
    /// <param name="configuration">The revision that holds for the record's batch.</param>
    /// <exception cref="RecordException">The projection failed on this record.</exception>
    IRow Select(IRow row, ConfigurationSnapshot configuration);
}
