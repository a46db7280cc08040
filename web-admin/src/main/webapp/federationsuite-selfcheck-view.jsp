<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the self-check. Its model is the request attribute "view", made by SelfCheckView: maps, lists and texts. None of
  the texts is escaped yet; some are what other servers said.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-selfcheck.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="checks.title"/></title>
  <meta name="pageID" content="federationsuite-selfcheck"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
  <script src="script/federationsuite.js" defer="defer"></script>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="checks.intro"/></p>

  <div id="run" aria-live="polite" data-live-part="true" data-live-pause="2000" data-live-source="<c:out value="${view.live}"/>" data-live-print="<c:out value="${view.print}"/>">
  <c:choose>
    <c:when test="${view.checking}">
      <div class="federationsuite-progress">
        <label for="progress"><fmt:message key="checks.running"><fmt:param value="${view.done}"/><fmt:param value="${view.of}"/></fmt:message></label>
        <progress id="progress" value="<c:out value="${view.done}"/>" max="<c:out value="${view.of}"/>"></progress>
        <a href="federationsuite-selfcheck.jsp"><fmt:message key="checks.reload"/></a>
      </div>
    </c:when>
    <c:when test="${not empty view.peers}">
      <form action="federationsuite-selfcheck.jsp" method="post" class="federationsuite-buttons">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="action" value="check"/>
        <button type="submit" id="check"><fmt:message key="checks.again"/></button>
        <c:if test="${not empty view.ended}"><span id="ended"><fmt:message key="checks.ended"><fmt:param value="${view.ended}"/></fmt:message></span></c:if>
      </form>
    </c:when>
  </c:choose>
  </div>

  <div id="findings" data-live-part="true">
  <c:choose>
  <c:when test="${empty view.peers}">
    <p><fmt:message key="checks.none"/></p>
  </c:when>
  <c:otherwise>
  <p id="summary">
    <c:choose>
      <c:when test="${view.failed eq 0}"><span class="federationsuite-ok"><fmt:message key="checks.all-fine"/></span></c:when>
      <c:otherwise><span class="federationsuite-failed"><fmt:message key="checks.failed"><fmt:param value="${view.failed}"/></fmt:message></span></c:otherwise>
    </c:choose>
  </p>

  <c:forEach items="${view.peers}" var="peer">
    <h2 class="jive-contentBoxHeader"><a href="<c:out value="${peer.link}"/>"><c:out value="${peer.peer}"/></a></h2>
    <div class="jive-contentBox">
      <table class="federationsuite federationsuite-findings">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="checks.outcome"/></th>
          <th scope="col"><fmt:message key="checks.finding"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${peer.checks}" var="check">
          <tr>
            <td><span class="federationsuite-<c:out value="${check.outcome}"/>"><fmt:message key="checks.outcome.${check.outcome}"/></span></td>
            <td class="federationsuite-note">
              <c:out value="${check.message}"/>
              <c:if test="${not empty check.remedy}"><p><c:out value="${check.remedy}"/></p></c:if>
            </td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
    </div>
  </c:forEach>
  <c:if test="${view.paging.pages gt 1}"><%@ include file="federationsuite-paging.jspf" %></c:if>
  </c:otherwise>
  </c:choose>
  </div>

  <div id="help" data-live-part="true">
  <c:if test="${not empty view.peers}">
  <h2 class="jive-contentBoxHeader"><label for="report"><fmt:message key="checks.report"/></label></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="checks.report.intro"/></p>
    <textarea id="report" rows="12" cols="80" readonly="readonly"><c:out value="${view.report}"/></textarea>
    <p><button type="button" id="copy" hidden="hidden" data-copy="report" data-copied="<fmt:message key="checks.report.copied"/>" aria-describedby="copied"><fmt:message key="checks.report.copy"/></button>
      <span id="copied" role="status"></span></p>
  </div>
  </c:if>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
