package dev.aquifer.billing.subsidy;

import java.util.List;

/// Where a [Book] finds the organisation's posted charges that it was not opened with.
public interface History {

    /// A book that was opened with everything.
    History COMPLETE = _ -> List.of();

    /// Every posted charge of a calendar year of service, with its shares, in order of posting.
    List<Line> ofYear(int year);
}
